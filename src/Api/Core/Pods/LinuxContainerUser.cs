namespace Kubesharp.Api.Core;

/// <summary>A linux container user.</summary>
[Definition("io.k8s.api.core.v1.LinuxContainerUser")]
public sealed partial record LinuxContainerUser
{
    /// <summary>The value with nothing set.</summary>
    public static LinuxContainerUser Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true), Required] public long Uid { get; init; }
    /// <summary>Gid.</summary>
    [Field(2, "gid", Always = true), Required] public long Gid { get; init; }
    /// <summary>Supplemental groups.</summary>
    [Field(3, "supplementalGroups"), Atomic] public IReadOnlyList<long> SupplementalGroups { get; init; } = [];
}
