namespace Kubesharp.Api.Core;

/// <summary>The known values of URIScheme.</summary>
public static class URIScheme
{
    public const string HTTP = "HTTP";
    public const string HTTPS = "HTTPS";
}
