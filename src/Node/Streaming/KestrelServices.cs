using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// The services that Kestrel needs, and no host around them: its registration wants a host builder, so it is given one
/// that only collects services. Saves the host's start-up time.
/// </summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection services = new();

    private KestrelServices()
    {
    }

    public static ServiceProvider Build(ILoggerFactory loggers, Action<KestrelServerOptions> configure)
    {
        KestrelServices builder = new();
        builder.services.AddSingleton(loggers);
        builder.services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.services.AddSingleton<DiagnosticSource>(new DiagnosticListener("Kubesharp.ApiServer"));
        builder.services.AddMetrics();
        builder.services.AddOptions();
        builder.UseKestrelCore();
        builder.services.Configure(configure);
        return builder.services.BuildServiceProvider();
    }

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), services);
        return this;
    }

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;

    public IWebHostBuilder ConfigureAppConfiguration(
        Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

#pragma warning disable ASPDEPR008 // Part of the interface.
    public IWebHost Build() => throw new NotSupportedException("only services are collected here");
#pragma warning restore ASPDEPR008
}
