namespace Kubesharp.Api.Certificates;

/// <summary>The known values of KeyUsage.</summary>
public static class KeyUsage
{
    public const string Signing = "signing";
    public const string Digital = "digital";
    public const string Signature = "signature";
    public const string Content = "content";
    public const string Commitment = "commitment";
    public const string Key = "key";
    public const string Encipherment = "encipherment";
    public const string Agreement = "agreement";
    public const string Data = "data";
    public const string Cert = "cert";
    public const string Sign = "sign";
    public const string Crl = "crl";
    public const string Encipher = "encipher";
    public const string Only = "only";
    public const string Decipher = "decipher";
    public const string Any = "any";
    public const string Server = "server";
    public const string Auth = "auth";
    public const string Client = "client";
    public const string Code = "code";
    public const string Email = "email";
    public const string Protection = "protection";
    public const string SMime = "s/mime";
    public const string Ipsec = "ipsec";
    public const string End = "end";
    public const string System = "system";
    public const string Tunnel = "tunnel";
    public const string User = "user";
    public const string Timestamping = "timestamping";
    public const string Ocsp = "ocsp";
    public const string Microsoft = "microsoft";
    public const string Sgc = "sgc";
    public const string Netscape = "netscape";
}
