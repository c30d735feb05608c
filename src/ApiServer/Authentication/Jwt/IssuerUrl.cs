namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>What an issuer's URL must look like (OpenID Connect Core, 2).</summary>
internal static class IssuerUrl
{
    /// <param name="url">The URL.</param>
    /// <param name="ownIssuer">The one that it must not be; empty when there is none.</param>
    public static IEnumerable<string> Problems(string url, string ownIssuer)
    {
        if (ownIssuer.Length > 0 && url == ownIssuer)
            yield return $"\"{url}\" must not overlap with disallowed issuers: [{ownIssuer}]";
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            yield return $"\"{url}\" must be a URL";
            yield break;
        }
        if (uri.Scheme != Uri.UriSchemeHttps)
            yield return $"\"{url}\": URL scheme must be https";
        if (uri.UserInfo.Length > 0)
            yield return "URL must not contain a username or password";
        if (uri.Query.Length > 0)
            yield return $"\"{url}\": URL must not contain a query";
        if (uri.Fragment.Length > 0)
            yield return $"\"{url}\": URL must not contain a fragment";
    }
}
