namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Keeps claims and Pods away from a device that do not tolerate it.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceTaint")]
public sealed partial record DeviceTaint
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceTaint Empty { get; } = new();

    /// <summary>The taint's name.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>The taint's value; may be empty.</summary>
    [Field(2, "value")] public string Value { get; init; } = "";
    /// <summary>
    /// Nothing (None), it is not given to new claims (NoSchedule), or Pods that use it are ended too (NoExecute). One
    /// of: None, NoSchedule, NoExecute.
    /// </summary>
    [Field(3, "effect", Always = true), Required] public string Effect { get; init; } = "";
    /// <summary>When it was added. Set by the server for NoExecute.</summary>
    [Field(4, "timeAdded")] public Time? TimeAdded { get; init; }
}
