using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Batch;

/// <summary>What the Jobs that a CronJob makes look like.</summary>
[Definition("io.k8s.api.batch.v1.JobTemplateSpec")]
public sealed partial record JobTemplateSpec
{
    /// <summary>The value with nothing set.</summary>
    public static JobTemplateSpec Empty { get; } = new();

    /// <summary>Labels and annotations of the Jobs.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>What the Jobs should be.</summary>
    [Field(2, "spec")] public JobSpec Spec { get; init; } = JobSpec.Empty;
}
