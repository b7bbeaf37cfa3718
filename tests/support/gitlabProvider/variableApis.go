package main

import (
	"context"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	gitlab "gitlab.com/gitlab-org/api/client-go"
)

func projectVariable() *schema.Resource {
	return kind{ownerField: "project", api: api{
		create: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, _, err := client.ProjectVariables.CreateVariable(v.Owner, &gitlab.CreateProjectVariableOptions{
				Key: &v.Key, Value: &v.Value, Description: &v.Description, EnvironmentScope: &v.Scope,
				Masked: &v.Masked, MaskedAndHidden: &v.Hidden, Protected: &v.Protected, Raw: &v.Raw,
				VariableType: typeOf(v),
			}, gitlab.WithContext(ctx))
			return err
		},
		update: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, _, err := client.ProjectVariables.UpdateVariable(v.Owner, v.Key, &gitlab.UpdateProjectVariableOptions{
				Value: &v.Value, Description: &v.Description, EnvironmentScope: &v.Scope,
				Masked: &v.Masked, Protected: &v.Protected, Raw: &v.Raw, VariableType: typeOf(v),
			}, gitlab.WithContext(ctx), inScope(v.Scope))
			return err
		},
		remove: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, err := client.ProjectVariables.RemoveVariable(v.Owner, v.Key, nil, gitlab.WithContext(ctx), inScope(v.Scope))
			return err
		},
		read: func(ctx context.Context, client *gitlab.Client, owner, key, scope string) (variable, error) {
			v, _, err := client.ProjectVariables.GetVariable(owner, key, nil, gitlab.WithContext(ctx), inScope(scope))
			if err != nil {
				return variable{}, err
			}
			return variable{
				Key: v.Key, Value: v.Value, Type: string(v.VariableType), Scope: v.EnvironmentScope,
				Description: v.Description, Protected: v.Protected, Masked: v.Masked, Hidden: v.Hidden, Raw: v.Raw,
			}, nil
		},
	}}.resource()
}

func groupVariable() *schema.Resource {
	return kind{ownerField: "group", api: api{
		create: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, _, err := client.GroupVariables.CreateVariable(v.Owner, &gitlab.CreateGroupVariableOptions{
				Key: &v.Key, Value: &v.Value, Description: &v.Description, EnvironmentScope: &v.Scope,
				Masked: &v.Masked, MaskedAndHidden: &v.Hidden, Protected: &v.Protected, Raw: &v.Raw,
				VariableType: typeOf(v),
			}, gitlab.WithContext(ctx))
			return err
		},
		update: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, _, err := client.GroupVariables.UpdateVariable(v.Owner, v.Key, &gitlab.UpdateGroupVariableOptions{
				Value: &v.Value, Description: &v.Description, EnvironmentScope: &v.Scope,
				Masked: &v.Masked, Protected: &v.Protected, Raw: &v.Raw, VariableType: typeOf(v),
			}, gitlab.WithContext(ctx), inScope(v.Scope))
			return err
		},
		remove: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, err := client.GroupVariables.RemoveVariable(v.Owner, v.Key, nil, gitlab.WithContext(ctx), inScope(v.Scope))
			return err
		},
		read: func(ctx context.Context, client *gitlab.Client, owner, key, scope string) (variable, error) {
			v, _, err := client.GroupVariables.GetVariable(owner, key, nil, gitlab.WithContext(ctx), inScope(scope))
			if err != nil {
				return variable{}, err
			}
			return variable{
				Key: v.Key, Value: v.Value, Type: string(v.VariableType), Scope: v.EnvironmentScope,
				Description: v.Description, Protected: v.Protected, Masked: v.Masked, Hidden: v.Hidden, Raw: v.Raw,
			}, nil
		},
	}}.resource()
}

func instanceVariable() *schema.Resource {
	return kind{api: api{
		create: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, _, err := client.InstanceVariables.CreateVariable(&gitlab.CreateInstanceVariableOptions{
				Key: &v.Key, Value: &v.Value, Description: &v.Description, Masked: &v.Masked,
				Protected: &v.Protected, Raw: &v.Raw, VariableType: typeOf(v),
			}, gitlab.WithContext(ctx))
			return err
		},
		update: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, _, err := client.InstanceVariables.UpdateVariable(v.Key, &gitlab.UpdateInstanceVariableOptions{
				Value: &v.Value, Description: &v.Description, Masked: &v.Masked, Protected: &v.Protected,
				Raw: &v.Raw, VariableType: typeOf(v),
			}, gitlab.WithContext(ctx))
			return err
		},
		remove: func(ctx context.Context, client *gitlab.Client, v variable) error {
			_, err := client.InstanceVariables.RemoveVariable(v.Key, gitlab.WithContext(ctx))
			return err
		},
		read: func(ctx context.Context, client *gitlab.Client, _, key, _ string) (variable, error) {
			v, _, err := client.InstanceVariables.GetVariable(key, gitlab.WithContext(ctx))
			if err != nil {
				return variable{}, err
			}
			return variable{
				Key: v.Key, Value: v.Value, Type: string(v.VariableType), Description: v.Description,
				Protected: v.Protected, Masked: v.Masked, Raw: v.Raw,
			}, nil
		},
	}}.resource()
}

func typeOf(v variable) *gitlab.VariableTypeValue {
	return gitlab.Ptr(gitlab.VariableTypeValue(v.Type))
}

// inScope picks one of several variables of a key, in the query as the official provider does it.
func inScope(scope string) gitlab.RequestOptionFunc {
	return func(request *retryablehttp.Request) error {
		query := request.URL.Query()
		query.Set("filter[environment_scope]", scope)
		request.URL.RawQuery = query.Encode()
		return nil
	}
}
