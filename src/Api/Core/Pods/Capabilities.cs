namespace Kubesharp.Api.Core;

/// <summary>Capabilities of Linux that a container has besides, or lacks.</summary>
[Definition("io.k8s.api.core.v1.Capabilities")]
public sealed partial record Capabilities
{
    /// <summary>The value with nothing set.</summary>
    public static Capabilities Empty { get; } = new();

    /// <summary>Those it gets: NET_ADMIN. ALL means all.</summary>
    [Field(1, "add"), Atomic] public IReadOnlyList<string> Add { get; init; } = [];
    /// <summary>Those it loses. ALL means all.</summary>
    [Field(2, "drop"), Atomic] public IReadOnlyList<string> Drop { get; init; } = [];
}
