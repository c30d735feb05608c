using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Resource;

/// <summary>A resource claim template.</summary>
[ApiResource("resource.k8s.io/v1", "ResourceClaimTemplate", "resourceclaimtemplates")]
[Definition("io.k8s.api.resource.v1.ResourceClaimTemplate")]
public sealed partial record ResourceClaimTemplate : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public ResourceClaimTemplateSpec Spec { get; init; } = ResourceClaimTemplateSpec.Empty;
}

/// <summary>What a ResourceClaimTemplate should be.</summary>
[Definition("io.k8s.api.resource.v1.ResourceClaimTemplateSpec")]
public sealed partial record ResourceClaimTemplateSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimTemplateSpec Empty { get; } = new();

    /// <summary>Metadata.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public ResourceClaimSpec Spec { get; init; } = ResourceClaimSpec.Empty;
}
