namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Names the template that a group was made from. Exactly one field is set.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupTemplateReference")]
[Union("", "workload")]
public sealed partial record PodGroupTemplateReference
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupTemplateReference Empty { get; } = new();

    /// <summary>A template of a Workload.</summary>
    [Field(1, "workload", Always = true)] public WorkloadPodGroupTemplateReference? Workload { get; init; }
}
