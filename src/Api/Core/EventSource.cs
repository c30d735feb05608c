namespace Kubesharp.Api.Core;

/// <summary>Where a event comes from.</summary>
[Definition("io.k8s.api.core.v1.EventSource")]
public sealed partial record EventSource
{
    /// <summary>The value with nothing set.</summary>
    public static EventSource Empty { get; } = new();

    /// <summary>Component.</summary>
    [Field(1, "component")] public string Component { get; init; } = "";
    /// <summary>Host.</summary>
    [Field(2, "host")] public string Host { get; init; } = "";
}
