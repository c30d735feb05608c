namespace Kubesharp.Api.Resource;

/// <summary>A device taint.</summary>
[Definition("io.k8s.api.resource.v1.DeviceTaint")]
public sealed partial record DeviceTaint
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceTaint Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value")] public string Value { get; init; } = "";
    /// <summary>Effect. One of: None, NoSchedule, NoExecute.</summary>
    [Field(3, "effect", Always = true), Required] public string Effect { get; init; } = "";
    /// <summary>Time added.</summary>
    [Field(4, "timeAdded")] public Time? TimeAdded { get; init; }
}
