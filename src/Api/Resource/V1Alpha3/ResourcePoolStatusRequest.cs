using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Resource.V1Alpha3;

/// <summary>Asks once how many devices of a driver are free.</summary>
[ApiResource("resource.k8s.io/v1alpha3", "ResourcePoolStatusRequest", "resourcepoolstatusrequests", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequest")]
public sealed partial record ResourcePoolStatusRequest : ApiObject
{
    /// <summary>Which driver. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required]
    public ResourcePoolStatusRequestSpec Spec { get; init; } = ResourcePoolStatusRequestSpec.Empty;
    /// <summary>The answer. Absent: there is none yet.</summary>
    [Field(3, "status")] public ResourcePoolStatusRequestStatus? Status { get; init; }
}

/// <summary>Which pools are asked about.</summary>
[Definition("io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestSpec")]
public sealed partial record ResourcePoolStatusRequestSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourcePoolStatusRequestSpec Empty { get; } = new();

    /// <summary>Only pools of this driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Only this pool. Absent: all of the driver's.</summary>
    [Field(2, "poolName")] public string? PoolName { get; init; }
    /// <summary>At most so many pools in the answer, from 1 to 1000. Defaults to 100.</summary>
    [Field(3, "limit"), DocumentedDefault("100")] public int? Limit { get; init; }
}

/// <summary>How many devices of a driver are free.</summary>
[Definition("io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestStatus")]
public sealed partial record ResourcePoolStatusRequestStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourcePoolStatusRequestStatus Empty { get; } = new();

    /// <summary>How many pools there are, also those that are not in the answer.</summary>
    [Field(6, "poolCount"), Required] public int? PoolCount { get; init; }
    /// <summary>The pools, in the order of their names.</summary>
    [Field(2, "pools"), Atomic] public IReadOnlyList<PoolStatus> Pools { get; init; } = [];
    /// <summary>Complete or Failed. One entry for each type.</summary>
    [Field(3, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
