namespace Kubesharp.Api.Authentication;

/// <summary>Asks for a token of a service account, through the subresource token.</summary>
[ApiKind("authentication.k8s.io/v1", "TokenRequest")]
[Definition("io.k8s.api.authentication.v1.TokenRequest")]
public sealed partial record TokenRequest : ApiObject
{
    /// <summary>What the token is for.</summary>
    [Field(2, "spec", Always = true)] public TokenRequestSpec Spec { get; init; } = TokenRequestSpec.Empty;
    /// <summary>The token.</summary>
    [Field(3, "status")] public TokenRequestStatus Status { get; init; } = TokenRequestStatus.Empty;
}

/// <summary>What a token is for.</summary>
[Definition("io.k8s.api.authentication.v1.TokenRequestSpec")]
public sealed partial record TokenRequestSpec
{
    /// <summary>The value with nothing set.</summary>
    public static TokenRequestSpec Empty { get; } = new();

    /// <summary>Who shall accept it; everybody in the list does. Empty: the API server.</summary>
    [Field(1, "audiences", Always = true), Atomic] public IReadOnlyList<string> Audiences { get; init; } = [];
    /// <summary>
    /// How long it shall be valid, in seconds; the server may say otherwise. At least 600. Defaults to 3600.
    /// </summary>
    [Field(4, "expirationSeconds", Always = true)] public long? ExpirationSeconds { get; init; }
    /// <summary>The object that it is bound to. Absent: only to the service account.</summary>
    [Field(3, "boundObjectRef", Always = true)] public BoundObjectReference? BoundObjectRef { get; init; }
}

/// <summary>A token.</summary>
[Definition("io.k8s.api.authentication.v1.TokenRequestStatus")]
public sealed partial record TokenRequestStatus
{
    /// <summary>The value with nothing set.</summary>
    public static TokenRequestStatus Empty { get; } = new();

    /// <summary>The token itself.</summary>
    [Field(1, "token", Always = true)] public string Token { get; init; } = "";
    /// <summary>When it expires.</summary>
    [Field(2, "expirationTimestamp", Always = true)] public Time? ExpirationTimestamp { get; init; }
}
