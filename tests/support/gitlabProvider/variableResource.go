package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
	gitlab "gitlab.com/gitlab-org/api/client-go"
)

// variable is what the three kinds of variables have in common; Hidden, Scope and the owner are not for all.
type variable struct {
	Owner, Key, Value, Type, Scope, Description string
	Protected, Masked, Hidden, Raw              bool
}

// api is how one kind of variable is reached. With the owner and the scope, a key names one variable.
type api struct {
	create, update, remove func(ctx context.Context, client *gitlab.Client, v variable) error
	read                   func(ctx context.Context, client *gitlab.Client, owner, key, scope string) (variable, error)
}

// kind is what distinguishes the resource of one kind of variable.
type kind struct {
	api api
	// ownerField is "project" or "group", and empty for the instance: then there is neither a scope.
	ownerField string
}

func (k kind) resource() *schema.Resource {
	return &schema.Resource{
		CreateContext: k.create,
		ReadContext:   k.read,
		UpdateContext: k.update,
		DeleteContext: k.remove,
		Importer:      &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
		Schema:        k.schema(),
	}
}

// schema is the official one. The value is not marked sensitive there either.
func (k kind) schema() map[string]*schema.Schema {
	fields := map[string]*schema.Schema{
		"key": {
			Type:     schema.TypeString,
			Required: true,
			ForceNew: true,
			ValidateFunc: validation.All(
				validation.StringLenBetween(1, 255),
				validation.StringMatch(regexp.MustCompile(`^[A-Za-z0-9_]+$`), "only letters, digits and '_'"),
			),
		},
		"value": {Type: schema.TypeString, Required: true},
		"variable_type": {
			Type:         schema.TypeString,
			Optional:     true,
			Default:      "env_var",
			ValidateFunc: validation.StringInSlice([]string{"env_var", "file"}, false),
		},
		"protected":   {Type: schema.TypeBool, Optional: true, Default: false},
		"masked":      {Type: schema.TypeBool, Optional: true, Default: false},
		"raw":         {Type: schema.TypeBool, Optional: true, Default: false},
		"description": {Type: schema.TypeString, Optional: true},
	}
	if k.ownerField != "" {
		fields[k.ownerField] = &schema.Schema{Type: schema.TypeString, Required: true, ForceNew: true}
		fields["environment_scope"] = &schema.Schema{Type: schema.TypeString, Optional: true, ForceNew: true, Default: "*"}
		fields["hidden"] = &schema.Schema{Type: schema.TypeBool, Optional: true, ForceNew: true, Default: false}
	}
	return fields
}

func (k kind) create(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	v := k.declared(d)
	if err := k.api.create(ctx, meta.(*gitlab.Client), v); err != nil {
		return explained(v, err)
	}
	d.SetId(k.id(v))
	return k.read(ctx, d, meta)
}

func (k kind) read(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	owner, key, scope, err := k.parseID(d.Id())
	if err != nil {
		return diag.FromErr(err)
	}
	v, err := k.api.read(ctx, meta.(*gitlab.Client), owner, key, scope)
	if errors.Is(err, gitlab.ErrNotFound) {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.FromErr(err)
	}
	v.Owner = owner
	return k.store(d, v)
}

func (k kind) update(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	v := k.declared(d)
	if err := k.api.update(ctx, meta.(*gitlab.Client), v); err != nil {
		return explained(v, err)
	}
	return k.read(ctx, d, meta)
}

func (k kind) remove(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	v := k.declared(d)
	return explained(v, k.api.remove(ctx, meta.(*gitlab.Client), v))
}

func (k kind) declared(d *schema.ResourceData) variable {
	v := variable{
		Key:         d.Get("key").(string),
		Value:       d.Get("value").(string),
		Type:        d.Get("variable_type").(string),
		Description: d.Get("description").(string),
		Protected:   d.Get("protected").(bool),
		Masked:      d.Get("masked").(bool),
		Raw:         d.Get("raw").(bool),
	}
	if k.ownerField != "" {
		v.Owner = d.Get(k.ownerField).(string)
		v.Scope = d.Get("environment_scope").(string)
		v.Hidden = d.Get("hidden").(bool)
	}
	return v
}

func (k kind) store(d *schema.ResourceData, v variable) diag.Diagnostics {
	fields := map[string]any{
		"key": v.Key, "variable_type": v.Type, "description": v.Description,
		"protected": v.Protected, "masked": v.Masked, "raw": v.Raw,
	}
	// GitLab does not give a hidden value back: what was declared is all that is known of it.
	if !v.Hidden {
		fields["value"] = v.Value
	}
	if k.ownerField != "" {
		fields[k.ownerField] = v.Owner
		fields["environment_scope"] = v.Scope
		fields["hidden"] = v.Hidden
	}
	for name, value := range fields {
		if err := d.Set(name, value); err != nil {
			return diag.FromErr(err)
		}
	}
	return nil
}

// id is owner:key:scope, and the key alone for the instance.
func (k kind) id(v variable) string {
	if k.ownerField == "" {
		return v.Key
	}
	return strings.Join([]string{v.Owner, v.Key, v.Scope}, ":")
}

func (k kind) parseID(id string) (owner, key, scope string, err error) {
	if k.ownerField == "" {
		return "", id, "", nil
	}
	parts := strings.SplitN(id, ":", 3)
	if len(parts) != 3 {
		return "", "", "", fmt.Errorf("%q is not %s:key:environment_scope", id, k.ownerField)
	}
	return parts[0], parts[1], parts[2], nil
}

// explained says what GitLab's "is invalid" means where the value cannot be masked.
func explained(v variable, err error) diag.Diagnostics {
	if err == nil {
		return nil
	}
	var response *gitlab.ErrorResponse
	if v.Masked && errors.As(err, &response) && response.HasStatusCode(http.StatusBadRequest) &&
		strings.Contains(response.Message, "value") && strings.Contains(response.Message, "invalid") {
		return diag.Errorf("Invalid value for a masked variable. Check the masked variable requirements: " +
			"https://docs.gitlab.com/ci/variables/#mask-a-cicd-variable")
	}
	return diag.FromErr(err)
}
