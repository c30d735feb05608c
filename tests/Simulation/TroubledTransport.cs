using System.Runtime.CompilerServices;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Tests.Simulation;

/// <summary>The way to a server that is sometimes away and sometimes refuses a binding as a lost race.</summary>
internal sealed class TroubledTransport(ITransport inner, Entropy chance) : ITransport
{
    private const double Conflicts = 0.15;
    private bool healed;

    public bool IsAway { get; set; }

    public void Heal()
    {
        healed = true;
        IsAway = false;
    }

    public Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new IOException("simulated: the server is away");
        if (request.Subresource == "binding" && !healed && chance.NextDouble() < Conflicts)
        {
            return Task.FromResult(new ApiResponse
            {
                Code = 409,
                Error = new Status { StatusValue = "Failure", Code = 409, Reason = "Conflict", Message = "simulated" },
            });
        }
        return inner.SendAsync(request, cancellationToken);
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new IOException("simulated: the server is away");
        await foreach (WatchEvent watchEvent in inner.WatchAsync(request, cancellationToken))
        {
            if (IsAway)
                throw new IOException("simulated: the server went away");
            yield return watchEvent;
        }
    }
}
