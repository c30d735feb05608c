namespace Kubesharp.Api.Core;

/// <summary>One observed condition of a Component.</summary>
[Definition("io.k8s.api.core.v1.ComponentCondition")]
public sealed partial record ComponentCondition
{
    /// <summary>The value with nothing set.</summary>
    public static ComponentCondition Empty { get; } = new();

    /// <summary>Type. One of: Healthy.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(3, "message")] public string Message { get; init; } = "";
    /// <summary>Error.</summary>
    [Field(4, "error")] public string Error { get; init; } = "";
}
