namespace Kubesharp.Api.Authentication;

/// <summary>A token request.</summary>
[ApiKind("authentication.k8s.io/v1", "TokenRequest")]
[Definition("io.k8s.api.authentication.v1.TokenRequest")]
public sealed partial record TokenRequest : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true)] public TokenRequestSpec Spec { get; init; } = TokenRequestSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public TokenRequestStatus Status { get; init; } = TokenRequestStatus.Empty;
}

/// <summary>What a TokenRequest should be.</summary>
[Definition("io.k8s.api.authentication.v1.TokenRequestSpec")]
public sealed partial record TokenRequestSpec
{
    /// <summary>The value with nothing set.</summary>
    public static TokenRequestSpec Empty { get; } = new();

    /// <summary>Audiences.</summary>
    [Field(1, "audiences", Always = true), Atomic] public IReadOnlyList<string> Audiences { get; init; } = [];
    /// <summary>Expiration seconds.</summary>
    [Field(4, "expirationSeconds", Always = true)] public long? ExpirationSeconds { get; init; }
    /// <summary>Bound object ref.</summary>
    [Field(3, "boundObjectRef", Always = true)] public BoundObjectReference? BoundObjectRef { get; init; }
}

/// <summary>What is observed of a TokenRequest.</summary>
[Definition("io.k8s.api.authentication.v1.TokenRequestStatus")]
public sealed partial record TokenRequestStatus
{
    /// <summary>The value with nothing set.</summary>
    public static TokenRequestStatus Empty { get; } = new();

    /// <summary>Token.</summary>
    [Field(1, "token", Always = true)] public string Token { get; init; } = "";
    /// <summary>Expiration timestamp.</summary>
    [Field(2, "expirationTimestamp", Always = true)] public Time? ExpirationTimestamp { get; init; }
}
