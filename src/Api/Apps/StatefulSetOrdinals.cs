namespace Kubesharp.Api.Apps;

/// <summary>A stateful set ordinals.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetOrdinals")]
public sealed partial record StatefulSetOrdinals
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetOrdinals Empty { get; } = new();

    /// <summary>Start.</summary>
    [Field(1, "start", Always = true)] public int Start { get; init; }
}
