namespace Kubesharp.Controllers;

/// <summary>What the controllers need from outside.</summary>
public sealed record ControllerOptions
{
    /// <summary>The cluster's CA, PEM: published to every namespace.</summary>
    public required string RootCaPem { get; init; }
    /// <summary>Which of them run; see <see cref="ControllerSelection"/>. Defaults to all.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = ControllerSelection.All;
    /// <summary>Reports errors of reconciles. Defaults to nothing.</summary>
    public Action<string, string>? OnError { get; init; }
}
