namespace Kubesharp.Api.Apps;

/// <summary>How Pods of an older template are replaced.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetUpdateStrategy")]
public sealed partial record DaemonSetUpdateStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetUpdateStrategy Empty { get; } = new();

    /// <summary>
    /// RollingUpdate replaces them node by node, OnDelete only when somebody deletes them. Defaults to RollingUpdate.
    /// One of: RollingUpdate, OnDelete.
    /// </summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>The pace of a rolling update. Only with type RollingUpdate.</summary>
    [Field(2, "rollingUpdate")] public RollingUpdateDaemonSet? RollingUpdate { get; init; }
}
