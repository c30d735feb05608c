namespace Kubesharp.Api.Core;

/// <summary>Keeps Pods away from a node that do not tolerate it.</summary>
[Definition("io.k8s.api.core.v1.Taint")]
public sealed partial record Taint
{
    /// <summary>The value with nothing set.</summary>
    public static Taint Empty { get; } = new();

    /// <summary>The taint's name.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>The taint's value; may be empty.</summary>
    [Field(2, "value")] public string Value { get; init; } = "";
    /// <summary>
    /// Pods that do not tolerate it are not scheduled there (NoSchedule), only as a last resort (PreferNoSchedule), or
    /// are not scheduled and leave if they run there already (NoExecute). One of: NoSchedule, PreferNoSchedule,
    /// NoExecute.
    /// </summary>
    [Field(3, "effect", Always = true), Required] public string Effect { get; init; } = "";
    /// <summary>When it was added. Set by the server for NoExecute.</summary>
    [Field(4, "timeAdded")] public Time? TimeAdded { get; init; }
}
