namespace Kubesharp.Make;

/// <summary>A verb cannot go on: what went wrong, and what to do about it.</summary>
internal sealed class MakeException(string cause, string remedy = "") : Exception(cause)
{
    public string Remedy { get; } = remedy;
}
