using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Batch;

/// <summary>What a JobTemplate should be.</summary>
[Definition("io.k8s.api.batch.v1.JobTemplateSpec")]
public sealed partial record JobTemplateSpec
{
    /// <summary>The value with nothing set.</summary>
    public static JobTemplateSpec Empty { get; } = new();

    /// <summary>Metadata.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public JobSpec Spec { get; init; } = JobSpec.Empty;
}
