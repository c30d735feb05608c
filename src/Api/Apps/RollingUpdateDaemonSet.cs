namespace Kubesharp.Api.Apps;

/// <summary>The pace at which a DaemonSet replaces Pods.</summary>
[Definition("io.k8s.api.apps.v1.RollingUpdateDaemonSet")]
public sealed partial record RollingUpdateDaemonSet
{
    /// <summary>The value with nothing set.</summary>
    public static RollingUpdateDaemonSet Empty { get; } = new();

    /// <summary>
    /// On how many nodes at most the Pod may be missing or not available during an update: a number, or a percentage of
    /// the nodes that should have one, rounded up. Not 0 when maxSurge is 0. Defaults to 1.
    /// </summary>
    [Field(1, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
    /// <summary>
    /// On how many nodes at most an old and a new Pod may run side by side: a number, or a percentage, rounded up. The
    /// old one ends when the new one is available. Defaults to 0.
    /// </summary>
    [Field(2, "maxSurge")] public IntOrString? MaxSurge { get; init; }
}
