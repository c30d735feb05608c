namespace Kubesharp.Api.Core;

/// <summary>What reported an Event.</summary>
[Definition("io.k8s.api.core.v1.EventSource")]
public sealed partial record EventSource
{
    /// <summary>The value with nothing set.</summary>
    public static EventSource Empty { get; } = new();

    /// <summary>The component: kubelet, default-scheduler.</summary>
    [Field(1, "component")] public string Component { get; init; } = "";
    /// <summary>The node where it runs.</summary>
    [Field(2, "host")] public string Host { get; init; } = "";
}
