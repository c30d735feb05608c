namespace Kubesharp.Api.Apps;

/// <summary>A rolling update stateful set strategy.</summary>
[Definition("io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy")]
public sealed partial record RollingUpdateStatefulSetStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static RollingUpdateStatefulSetStrategy Empty { get; } = new();

    /// <summary>Partition.</summary>
    [Field(1, "partition")] public int? Partition { get; init; }
    /// <summary>Max unavailable.</summary>
    [Field(2, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
}
