namespace Kubesharp.Api.Core;

/// <summary>A capabilities.</summary>
[Definition("io.k8s.api.core.v1.Capabilities")]
public sealed partial record Capabilities
{
    /// <summary>The value with nothing set.</summary>
    public static Capabilities Empty { get; } = new();

    /// <summary>Add.</summary>
    [Field(1, "add"), Atomic] public IReadOnlyList<string> Add { get; init; } = [];
    /// <summary>Drop.</summary>
    [Field(2, "drop"), Atomic] public IReadOnlyList<string> Drop { get; init; } = [];
}
