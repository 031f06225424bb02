# Command lines: options, groups, types, help, errors, the test runner.
# test: package=click
import click
from click.testing import CliRunner
@click.group()
@click.option("--debug/--no-debug", default=False, help="Say more.")
@click.pass_context
def cli(ctx, debug):
    """A tool."""
    ctx.obj = {"debug": debug}
@cli.command()
@click.argument("names", nargs=-1, required=True)
@click.option("-n", "--count", type=click.IntRange(1, 5), default=1, show_default=True, help="How often.")
@click.option("--mode", type=click.Choice(["fast", "slow"]), envvar="MODE")
@click.pass_obj
def greet(obj, names, count, mode):
    """Greet NAMES."""
    for n in names * count:
        click.echo(f"Hello {n}! {mode} {obj['debug']}")
@cli.command()
@click.option("--size", type=float, prompt="Size")
@click.option("--yes", is_flag=True, expose_value=True)
@click.confirmation_option("--sure", prompt="Sure?")
def make(size, yes):
    click.secho(f"made {size} {yes}", fg="green")
    raise click.ClickException("broke afterwards")
@cli.command()
@click.argument("f", type=click.File("r"))
def cat(f): click.echo(f.read().upper(), nl=False)
r = CliRunner()
for args, kw in ((["--help"], {}), (["greet", "--help"], {}), (["greet", "a", "b", "-n", "2"], {}), (["--debug", "greet", "x", "--mode", "fast"], {}), (["greet"], {}), (["greet", "a", "-n", "9"], {}), (["greet", "a", "--mode", "zzz"], {}), (["nope"], {}), (["greet", "a", "--cuont", "1"], {}), (["make", "--sure"], {"input": "2.5\n"}), (["make"], {"input": "x\n1\ny\n"}), (["make"], {"input": "1\nn\n"}), (["greet", "e"], {"env": {"MODE": "slow"}}), (["cat", "-"], {"input": "stdin text\n"}), (["cat", "/no/such"], {})):
    res = r.invoke(cli, args, **kw)
    print(args, res.exit_code, type(res.exception).__name__)
    print(res.output)
