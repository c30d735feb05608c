namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Names a template of a Workload.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.WorkloadPodGroupTemplateReference")]
public sealed partial record WorkloadPodGroupTemplateReference
{
    /// <summary>The value with nothing set.</summary>
    public static WorkloadPodGroupTemplateReference Empty { get; } = new();

    /// <summary>The Workload; it is in the same namespace.</summary>
    [Field(1, "workloadName", Always = true), Required] public string WorkloadName { get; init; } = "";
    /// <summary>The template's name in it.</summary>
    [Field(2, "podGroupTemplateName", Always = true), Required] public string PodGroupTemplateName { get; init; } = "";
}
