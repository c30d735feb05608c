namespace Kubesharp.Api.Apps;

/// <summary>The pace at which a StatefulSet replaces Pods.</summary>
[Definition("io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy")]
public sealed partial record RollingUpdateStatefulSetStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static RollingUpdateStatefulSetStrategy Empty { get; } = new();

    /// <summary>
    /// Pods with this ordinal and above are updated, those below keep the old template even when they are made again.
    /// Defaults to 0: all.
    /// </summary>
    [Field(1, "partition")] public int? Partition { get; init; }
    /// <summary>
    /// How many Pods may be unavailable during an update: a number above 0, or a percentage of the wanted ones, rounded
    /// up. Defaults to 1.
    /// </summary>
    [Field(2, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
}
