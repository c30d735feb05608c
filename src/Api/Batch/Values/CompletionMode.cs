namespace Kubesharp.Api.Batch;

/// <summary>The known values of CompletionMode.</summary>
public static class CompletionMode
{
    public const string NonIndexed = "NonIndexed";
    public const string Indexed = "Indexed";
}
