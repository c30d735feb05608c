namespace Kubesharp.Api.Batch;

/// <summary>The known values of ConcurrencyPolicy.</summary>
public static class ConcurrencyPolicy
{
    public const string Allow = "Allow";
    public const string Forbid = "Forbid";
    public const string Replace = "Replace";
}
