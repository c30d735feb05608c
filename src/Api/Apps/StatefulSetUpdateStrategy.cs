namespace Kubesharp.Api.Apps;

/// <summary>How a StatefulSet replaces Pods of an older template.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetUpdateStrategy")]
public sealed partial record StatefulSetUpdateStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetUpdateStrategy Empty { get; } = new();

    /// <summary>
    /// RollingUpdate replaces them from the highest ordinal down, OnDelete only when somebody deletes them. Defaults to
    /// RollingUpdate. One of: RollingUpdate, OnDelete.
    /// </summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>The pace of a rolling update. Only with type RollingUpdate.</summary>
    [Field(2, "rollingUpdate")] public RollingUpdateStatefulSetStrategy? RollingUpdate { get; init; }
}
