namespace Kubesharp.Preflight;

/// <summary>Why the program cannot do its work here, and what would help.</summary>
internal sealed record Problem(string Cause, string Remedy);
