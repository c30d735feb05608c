using Kubesharp.Api;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Meta;

namespace Kubesharp.Client.LeaderElection;

/// <summary>
/// Lets one of several processes work at a time, by a Lease, as client-go does: whoever holds it renews it, and the
/// others take it when they have seen no renewal for its duration. Only their own clocks count, never the times in the
/// Lease, so clocks may differ.
/// </summary>
/// <remarks>Run once. At any moment at most one holder works: a leader that cannot renew stops before the others may
/// start.</remarks>
public sealed class LeaderElector
{
    private readonly ApiClient client;
    private readonly LeaderElectionOptions options;
    private readonly TimeProvider time;
    private Lease? observed;
    private DateTimeOffset observedAt;

    /// <summary>Throws <see cref="ArgumentException"/> with every violation of the options.</summary>
    public LeaderElector(ApiClient client, LeaderElectionOptions options, TimeProvider time)
    {
        if (options.Violations().ToList() is { Count: > 0 } violations)
            throw new ArgumentException(string.Join("; ", violations), nameof(options));
        this.client = client;
        this.options = options;
        this.time = time;
    }

    public bool IsLeader { get; private set; }

    /// <summary>
    /// Waits for the Lease, runs the work while it is held, and waits again when it is lost. A clean stop gives the
    /// Lease back, so that another one need not wait for it to run out.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            while (!await TryHoldAsync(cancellationToken))
                await Task.Delay(options.RetryPeriod, time, cancellationToken);
            using CancellationTokenSource term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            IsLeader = true;
            Task working = Loop.Run($"leader/{options.Name}", time, work, term.Token);
            try
            {
                await RenewAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // A stop: fall through to giving the Lease back.
            }
            await Loop.CancelAsync(term);
            await working;
            IsLeader = false;
            // After the last piece of work, and although everything else has been told to stop.
            await ReleaseAsync(CancellationToken.None);
        }
    }

    /// <summary>Renews until that has failed for the deadline.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset renewed = time.GetUtcNow();
        while (time.GetUtcNow() - renewed < options.RenewDeadline)
        {
            await Task.Delay(options.RetryPeriod, time, cancellationToken);
            DateTimeOffset before = time.GetUtcNow();
            if (await TryHoldAsync(cancellationToken))
                renewed = before;
            else if (observed?.Spec?.HolderIdentity is { Length: > 0 } holder && holder != options.Identity)
                return; // Somebody has taken it.
        }
    }

    /// <summary>Takes or renews the Lease; false when another one holds it or the server does not answer.</summary>
    private async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        ObjectKey key = new(options.Namespace, options.Name);
        ApiResult<Lease> found = await client.GetAsync<Lease>(key, cancellationToken);
        if (found.Error is { IsNotFound: true })
        {
            Lease first = new()
            {
                Metadata = ObjectMeta.Empty with { Name = options.Name, Namespace = options.Namespace },
                Spec = Held(null, now),
            };
            return Observe((await client.CreateAsync(first, cancellationToken)).Value, now);
        }
        if (found.Value is not { } lease)
            return false;
        if (observed is null || !lease.Spec!.Equals(observed.Spec))
        {
            observed = lease;
            observedAt = now;
        }
        string holder = lease.Spec?.HolderIdentity ?? "";
        bool runs = observedAt.AddSeconds(lease.Spec?.LeaseDurationSeconds ?? 0) > now;
        if (holder.Length > 0 && holder != options.Identity && runs)
            return false;
        // With the revision that was read: of two who find it free, one loses the race.
        return Observe(
            (await client.UpdateAsync(lease with { Spec = Held(lease.Spec, now) }, cancellationToken)).Value, now);
    }

    private bool Observe(Lease? written, DateTimeOffset now)
    {
        if (written is null)
            return false;
        observed = written;
        observedAt = now;
        return true;
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (observed is not { Spec: { } spec } || spec.HolderIdentity != options.Identity)
            return;
        MicroTime now = new(time.GetUtcNow());
        ApiResult<Lease> released = await client.UpdateAsync(
            observed with
            {
                Spec = LeaseSpec.Empty with
                {
                    HolderIdentity = "",
                    LeaseDurationSeconds = 1,
                    AcquireTime = now,
                    RenewTime = now,
                    LeaseTransitions = spec.LeaseTransitions,
                },
            },
            cancellationToken);
        Observe(released.Value, time.GetUtcNow());
    }

    private LeaseSpec Held(LeaseSpec? before, DateTimeOffset now)
    {
        bool ours = before?.HolderIdentity == options.Identity;
        return LeaseSpec.Empty with
        {
            HolderIdentity = options.Identity,
            LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
            AcquireTime = ours ? before!.AcquireTime : new MicroTime(now),
            RenewTime = new MicroTime(now),
            LeaseTransitions = before is null ? 0 : (before.LeaseTransitions ?? 0) + (ours ? 0 : 1),
        };
    }
}
