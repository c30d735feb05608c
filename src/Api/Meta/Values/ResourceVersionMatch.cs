namespace Kubesharp.Api.Meta;

/// <summary>The known values of ResourceVersionMatch.</summary>
public static class ResourceVersionMatch
{
    public const string NotOlderThan = "NotOlderThan";
    public const string Exact = "Exact";
}
