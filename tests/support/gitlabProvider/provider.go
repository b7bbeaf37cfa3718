package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	gitlab "gitlab.com/gitlab-org/api/client-go"
)

// provider has the official configuration, as far as a test can use it.
func provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"token": {
				Type:        schema.TypeString,
				Optional:    true,
				Sensitive:   true,
				DefaultFunc: schema.EnvDefaultFunc("GITLAB_TOKEN", nil),
			},
			"base_url": {
				Type:        schema.TypeString,
				Optional:    true,
				DefaultFunc: schema.EnvDefaultFunc("GITLAB_BASE_URL", ""),
			},
			"cacert_file":      {Type: schema.TypeString, Optional: true},
			"insecure":         {Type: schema.TypeBool, Optional: true},
			"early_auth_check": {Type: schema.TypeBool, Optional: true, Default: true},
			"retries":          {Type: schema.TypeInt, Optional: true},
		},
		ResourcesMap: map[string]*schema.Resource{
			"gitlab_project_variable":  projectVariable(),
			"gitlab_group_variable":    groupVariable(),
			"gitlab_instance_variable": instanceVariable(),
		},
		ConfigureContextFunc: configure,
	}
}

func configure(ctx context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	transport, err := transport(d.Get("cacert_file").(string), d.Get("insecure").(bool))
	if err != nil {
		return nil, diag.FromErr(err)
	}
	options := []gitlab.ClientOptionFunc{gitlab.WithHTTPClient(&http.Client{Transport: transport})}
	if url := d.Get("base_url").(string); url != "" {
		options = append(options, gitlab.WithBaseURL(url))
	}
	if retries := d.Get("retries").(int); retries > 0 {
		options = append(options, gitlab.WithCustomRetryMax(retries))
	}
	client, err := gitlab.NewClient(d.Get("token").(string), options...)
	if err != nil {
		return nil, diag.FromErr(err)
	}
	if d.Get("early_auth_check").(bool) {
		if _, _, err := client.Users.CurrentUser(gitlab.WithContext(ctx)); err != nil {
			return nil, diag.FromErr(err)
		}
	}
	return client, nil
}

func transport(caFile string, insecure bool) (*http.Transport, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: insecure}
	if caFile != "" {
		pem, err := os.ReadFile(caFile)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s holds no certificate", caFile)
		}
		transport.TLSClientConfig.RootCAs = pool
	}
	return transport, nil
}
