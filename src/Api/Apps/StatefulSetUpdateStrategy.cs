namespace Kubesharp.Api.Apps;

/// <summary>A stateful set update strategy.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetUpdateStrategy")]
public sealed partial record StatefulSetUpdateStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetUpdateStrategy Empty { get; } = new();

    /// <summary>Type. One of: RollingUpdate, OnDelete.</summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>Rolling update.</summary>
    [Field(2, "rollingUpdate")] public RollingUpdateStatefulSetStrategy? RollingUpdate { get; init; }
}
