namespace Kubesharp.Api.Core;

/// <summary>Whether a part of the control plane is well.</summary>
[Definition("io.k8s.api.core.v1.ComponentCondition")]
public sealed partial record ComponentCondition
{
    /// <summary>The value with nothing set.</summary>
    public static ComponentCondition Empty { get; } = new();

    /// <summary>What the condition is about. One of: Healthy.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(3, "message")] public string Message { get; init; } = "";
    /// <summary>What is wrong. Empty: nothing.</summary>
    [Field(4, "error")] public string Error { get; init; } = "";
}
