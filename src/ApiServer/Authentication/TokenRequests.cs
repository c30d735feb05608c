using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>A message with its status filled in, or the Status that refuses it.</summary>
public readonly record struct ReviewResult<T>(T? Object, Status? Error)
    where T : ApiObject;

/// <summary>The subresource serviceaccounts/token: a new token, bound to a Pod, Secret or Node if asked for.</summary>
public sealed class TokenRequests(ServiceAccountTokens tokens, IObjectReader objects, TimeProvider time)
{
    private const long DefaultSeconds = 3600;
    private const long SecondsMin = 600;
    private const long SecondsMax = 1L << 32;
    /// <summary>What admission asks for in every Pod's volume: such tokens live on for a year.</summary>
    internal const long PodTokenSeconds = 3607;
    private static readonly TimeSpan ExtendedLifetime = TimeSpan.FromDays(365);

    /// <param name="request">What the client sent.</param>
    /// <param name="namespace">From the path.</param>
    /// <param name="name">The service account's name, from the path.</param>
    public ReviewResult<TokenRequest> Create(TokenRequest request, string @namespace, string name)
    {
        if (objects.Get(Resources.ServiceAccounts, @namespace, name) is not ServiceAccount account)
            return Refused(NotFound("serviceaccounts", name));
        if (request.Metadata.Name.Length > 0 && request.Metadata.Name != name)
        {
            return Refused(BadRequest(
                $"name in URL ({name}) does not match name in token request ({request.Metadata.Name})"));
        }
        if (request.Metadata.Namespace.Length > 0 && request.Metadata.Namespace != @namespace)
        {
            return Refused(BadRequest(
                $"namespace in URL ({@namespace}) does not match namespace in token request "
                + $"({request.Metadata.Namespace})"));
        }
        long seconds = request.Spec.ExpirationSeconds ?? DefaultSeconds;
        if (Validate(seconds) is { } invalid)
            return Refused(invalid);

        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        TokenClaims claims = new()
        {
            Issuer = tokens.Issuer,
            Audiences = request.Spec.Audiences.Count > 0 ? request.Spec.Audiences : tokens.Audiences,
            Namespace = @namespace,
            ServiceAccount = new(name, account.Metadata.Uid),
            IssuedAt = now,
            Expires = now.AddSeconds(seconds),
        };
        if (request.Spec.BoundObjectRef is { } reference && Bind(reference, account, ref claims) is { } refusal)
            return Refused(refusal);
        bool extended = seconds == PodTokenSeconds && claims.Pod is not null
            && claims.Audiences.Any(tokens.Audiences.Contains);
        TokenClaims signed = extended
            ? claims with { WarnAfter = claims.Expires, Expires = now + ExtendedLifetime }
            : claims;
        return new(request with
        {
            Metadata = request.Metadata with
            {
                Name = name,
                Namespace = @namespace,
                CreationTimestamp = new Time(now),
            },
            Spec = request.Spec with { Audiences = claims.Audiences, ExpirationSeconds = seconds },
            Status = new() { Token = tokens.Issue(signed), ExpirationTimestamp = new Time(claims.Expires) },
        }, null);
    }

    private Status? Bind(BoundObjectReference reference, ServiceAccount account, ref TokenClaims claims)
    {
        string @namespace = account.Metadata.Namespace;
        ApiObject? found;
        switch (reference.ApiVersion, reference.Kind)
        {
            case ("v1", "Pod"):
                Pod? pod = objects.Get(Resources.Pods, @namespace, reference.Name) as Pod;
                if (pod is null)
                    return NotFound("pods", reference.Name);
                if (pod.Spec.ServiceAccountName != account.Metadata.Name)
                {
                    return BadRequest(
                        $"cannot bind token for serviceaccount \"{account.Metadata.Name}\" to pod running with "
                        + "different serviceaccount name.");
                }
                claims = claims with { Pod = new(pod.Metadata.Name, pod.Metadata.Uid), Node = NodeOf(pod) };
                found = pod;
                break;
            case ("v1", "Secret"):
                found = objects.Get(Resources.Secrets, @namespace, reference.Name);
                if (found is null)
                    return NotFound("secrets", reference.Name);
                claims = claims with { Secret = new(reference.Name, found.Metadata.Uid) };
                break;
            case ("v1", "Node"):
                found = objects.Get(Resources.Nodes, "", reference.Name);
                if (found is null)
                    return NotFound("nodes", reference.Name);
                claims = claims with { Node = new(reference.Name, found.Metadata.Uid) };
                break;
            default:
                return BadRequest($"cannot bind token to object of type {reference.ApiVersion}, Kind={reference.Kind}");
        }
        return reference.Uid.Length > 0 && reference.Uid != found.Metadata.Uid
            ? new()
            {
                StatusValue = "Failure",
                Code = 409,
                Reason = StatusReason.Conflict,
                Message =
                    $"Operation cannot be fulfilled on {reference.Kind.ToLowerInvariant()}s \"{reference.Name}\": "
                    + $"the UID in the bound object reference ({reference.Uid}) does not match the UID in record. "
                    + "The object might have been deleted and then recreated",
                Details = new() { Name = reference.Name, Kind = reference.Kind.ToLowerInvariant() + "s" },
            }
            : null;
    }

    private BoundObject? NodeOf(Pod pod) =>
        pod.Spec.NodeName.Length == 0
            ? null
            : new(
                pod.Spec.NodeName,
                objects.Get(Resources.Nodes, "", pod.Spec.NodeName)?.Metadata.Uid ?? "");

    private static Status? Validate(long seconds)
    {
        string? detail = seconds switch
        {
            < SecondsMin => "may not specify a duration less than 10 minutes",
            > SecondsMax => "may not specify a duration larger than 2^32 seconds",
            _ => null,
        };
        if (detail is null)
            return null;
        StatusCause cause = new()
        {
            Reason = "FieldValueInvalid",
            Field = "spec.expirationSeconds",
            Message = $"Invalid value: {seconds}: {detail}",
        };
        return new()
        {
            StatusValue = "Failure",
            Code = 422,
            Reason = StatusReason.Invalid,
            Message = $"TokenRequest.authentication.k8s.io \"\" is invalid: {cause.Field}: {cause.Message}",
            Details = new() { Group = "authentication.k8s.io", Kind = "TokenRequest", Causes = [cause] },
        };
    }

    private static ReviewResult<TokenRequest> Refused(Status error) => new(null, error);

    private static Status NotFound(string resource, string name) => new()
    {
        StatusValue = "Failure",
        Code = 404,
        Reason = StatusReason.NotFound,
        Message = $"{resource} \"{name}\" not found",
        Details = new() { Name = name, Kind = resource },
    };

    private static Status BadRequest(string message) => new()
    {
        StatusValue = "Failure",
        Code = 400,
        Reason = StatusReason.BadRequest,
        Message = message,
    };
}
