namespace Kubesharp.Api.Core;

/// <summary>The user and groups that a container's first process has.</summary>
[Definition("io.k8s.api.core.v1.LinuxContainerUser")]
public sealed partial record LinuxContainerUser
{
    /// <summary>The value with nothing set.</summary>
    public static LinuxContainerUser Empty { get; } = new();

    /// <summary>User.</summary>
    [Field(1, "uid", Always = true), Required] public long Uid { get; init; }
    /// <summary>Primary group.</summary>
    [Field(2, "gid", Always = true), Required] public long Gid { get; init; }
    /// <summary>Further groups.</summary>
    [Field(3, "supplementalGroups"), Atomic] public IReadOnlyList<long> SupplementalGroups { get; init; } = [];
}
