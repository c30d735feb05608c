namespace Kubesharp.Bench;

/// <summary>One number: its name as in the JSON line, and what we aim for.</summary>
internal sealed record Figure(string Name, double Value, string Aim = "");

/// <summary>What a bench found.</summary>
internal sealed record Figures(params Figure[] All);
