namespace Kubesharp.Api.Core;

/// <summary>A taint.</summary>
[Definition("io.k8s.api.core.v1.Taint")]
public sealed partial record Taint
{
    /// <summary>The value with nothing set.</summary>
    public static Taint Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value")] public string Value { get; init; } = "";
    /// <summary>Effect. One of: NoSchedule, PreferNoSchedule, NoExecute.</summary>
    [Field(3, "effect", Always = true), Required] public string Effect { get; init; } = "";
    /// <summary>Time added.</summary>
    [Field(4, "timeAdded")] public Time? TimeAdded { get; init; }
}
