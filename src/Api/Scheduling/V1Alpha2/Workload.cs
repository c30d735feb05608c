namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Groups of Pods that belong together, for the scheduler.</summary>
[ApiResource("scheduling.k8s.io/v1alpha2", "Workload", "workloads")]
[Definition("io.k8s.api.scheduling.v1alpha2.Workload")]
public sealed partial record Workload : ApiObject
{
    /// <summary>The groups.</summary>
    [Field(2, "spec", Always = true), Required] public WorkloadSpec Spec { get; init; } = WorkloadSpec.Empty;
}

/// <summary>Groups of Pods that belong together.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.WorkloadSpec")]
public sealed partial record WorkloadSpec
{
    /// <summary>The value with nothing set.</summary>
    public static WorkloadSpec Empty { get; } = new();

    /// <summary>The object that the Workload describes: a Job, say. For information.</summary>
    [Field(1, "controllerRef")] public TypedLocalObjectReference? ControllerRef { get; init; }
    /// <summary>What its groups look like. From 1 to 8. Cannot be changed.</summary>
    [Field(2, "podGroupTemplates", Always = true), Required, MapList("name")]
    public IReadOnlyList<PodGroupTemplate> PodGroupTemplates { get; init; } = [];
}
