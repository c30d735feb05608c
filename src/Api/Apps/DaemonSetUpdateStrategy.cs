namespace Kubesharp.Api.Apps;

/// <summary>A daemon set update strategy.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetUpdateStrategy")]
public sealed partial record DaemonSetUpdateStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetUpdateStrategy Empty { get; } = new();

    /// <summary>Type. One of: RollingUpdate, OnDelete.</summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>Rolling update.</summary>
    [Field(2, "rollingUpdate")] public RollingUpdateDaemonSet? RollingUpdate { get; init; }
}
