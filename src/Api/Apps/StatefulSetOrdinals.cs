namespace Kubesharp.Api.Apps;

/// <summary>How the Pods of a StatefulSet are numbered.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetOrdinals")]
public sealed partial record StatefulSetOrdinals
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetOrdinals Empty { get; } = new();

    /// <summary>
    /// The number of the first Pod; the others follow without a gap. For moving Pods from one StatefulSet to another.
    /// Defaults to 0.
    /// </summary>
    [Field(1, "start", Always = true)] public int Start { get; init; }
}
