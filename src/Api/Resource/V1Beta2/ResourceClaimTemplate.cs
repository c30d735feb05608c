using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>What claims look like that are made for Pods.</summary>
[ApiResource("resource.k8s.io/v1beta2", "ResourceClaimTemplate", "resourceclaimtemplates")]
[Definition("io.k8s.api.resource.v1beta2.ResourceClaimTemplate")]
public sealed partial record ResourceClaimTemplate : ApiObject
{
    /// <summary>What they look like. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required]
    public ResourceClaimTemplateSpec Spec { get; init; } = ResourceClaimTemplateSpec.Empty;
}

/// <summary>What claims look like that are made for Pods.</summary>
[Definition("io.k8s.api.resource.v1beta2.ResourceClaimTemplateSpec")]
public sealed partial record ResourceClaimTemplateSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimTemplateSpec Empty { get; } = new();

    /// <summary>Labels and annotations of the claims.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>What the claims ask for.</summary>
    [Field(2, "spec", Always = true), Required] public ResourceClaimSpec Spec { get; init; } = ResourceClaimSpec.Empty;
}
