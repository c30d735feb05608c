using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A description of Pods that can be used again.</summary>
[ApiResource("v1", "PodTemplate", "podtemplates")]
[Definition("io.k8s.api.core.v1.PodTemplate")]
public sealed partial record PodTemplate : ApiObject
{
    /// <summary>What the Pods look like.</summary>
    [Field(2, "template")] public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
}

/// <summary>What Pods look like that are made.</summary>
[Definition("io.k8s.api.core.v1.PodTemplateSpec")]
public sealed partial record PodTemplateSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PodTemplateSpec Empty { get; } = new();

    /// <summary>Labels and annotations of the Pods.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>What the Pods should be.</summary>
    [Field(2, "spec")] public PodSpec Spec { get; init; } = PodSpec.Empty;
}
